/** Below this, coefficients and their errors are too uncertain to be read (Peduzzi et al. 1995 for proportional hazards). */
export const LEAST_EVENTS_PER_PARAMETER = 10;

export interface EventsPerParameter {
  readonly events: number;
  readonly parameters: number;
  readonly perParameter: number;
  readonly least: number;
  readonly enough: boolean;
}

/** Whether a regression with so many parameters may be fitted to so many events, with the numbers to say why not. */
export const eventsPerParameter = (
  events: number,
  parameters: number,
  least = LEAST_EVENTS_PER_PARAMETER,
): EventsPerParameter => {
  const perParameter = events / parameters;
  return { events, parameters, perParameter, least, enough: perParameter >= least };
};
