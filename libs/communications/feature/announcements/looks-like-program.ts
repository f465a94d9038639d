/** Names under which link previews, scanners and monitors say who they are; a browser says Mozilla and none of these. */
const PROGRAM =
  /bot|crawl|spider|preview|scan|monitor|fetch|curl|wget|python|java\/|okhttp|headless|skypeuripreview|facebookexternalhit/i;

/** What follows a link without a person. One that poses as a browser is taken for a person: the figure says at most. */
export const looksLikeProgram = (agent: string | undefined): boolean =>
  agent === undefined || !agent.startsWith('Mozilla/') || PROGRAM.test(agent);
