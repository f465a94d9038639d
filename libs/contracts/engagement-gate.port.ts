/** What is about to be sent. */
export interface SendOccasion {
  readonly firing: string;
  readonly learner: string;
  /** Not there where a rule fired. */
  readonly campaign?: string;
  readonly step?: string;
}

/** `wait` is over at `until` at the earliest, then it is asked again; `pointless` is for good. `why` is read by people. */
export type GateAnswer =
  | { readonly is: 'go' }
  | { readonly is: 'wait'; readonly until: Date; readonly why: string }
  | { readonly is: 'pointless'; readonly why: string };

/**
 * Asked right before a send: is sending stopped or the campaign paused, was the goal reached or the rule's reason lost
 * while the message waited? Engagement answers, communications asks. Throws on an outage.
 */
export type EngagementGate = (occasion: SendOccasion) => Promise<GateAnswer>;

/**
 * Asked right before something is told to many: is sending stopped, or the campaign that it comes from paused or cancelled?
 * `campaign` undefined: it comes from none. Engagement answers, communications asks. Throws on an outage.
 */
export type AnnouncementGate = (campaign: string | undefined) => Promise<GateAnswer>;
