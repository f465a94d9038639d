/** The page of a saved question. */
export const addressOf = (id: string): string => `/saved-questions/${id}`;
