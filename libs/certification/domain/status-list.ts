/** Places in a status list: the fewest that the standard allows, so that one looked-up bit hides among so many others. */
export const STATUS_LIST_LENGTH = 131_072;
