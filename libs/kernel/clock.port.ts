/** The only way to the time of day. Domain code takes `now` as an argument and never this port. */
export interface Clock {
  now(): Date;
}
