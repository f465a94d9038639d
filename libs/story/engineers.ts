import { type Calendar, DAY } from './calendar.ts';
import { type Place, places } from './places.ts';
import { type Random, randomOf } from './random.ts';

export interface Engineer {
  readonly learner: string;
  readonly place: Place;
  readonly team: string;
  readonly manager: string;
  readonly role: string;
  readonly experience: 'junior' | 'mid' | 'senior';
  readonly hiredAt: number;
  /** Nobody sees these; they make the story hang together. Around 1; more load means slower, more skill better scores. */
  readonly drive: number;
  readonly load: number;
  readonly skill: number;
  /** A few change teams once. */
  readonly move?: { readonly at: number; readonly team: string; readonly manager: string };
}

const TEAM_SIZE = 22;

interface Team {
  readonly name: string;
  readonly lead: string;
  readonly place: Place;
}

/** The same thousand people for the same seed, in the order of their numbers. */
export const engineersOf = (seed: string, calendar: Calendar): readonly Engineer[] => {
  const random = randomOf(`${seed}/engineers`);
  const seats = places.flatMap((place) => Array.from({ length: place.engineers }, (_, index) => ({ place, index })));
  const teams = seats.map(({ place, index }, number) => teamOf(place, index, number));
  return teams.map((team, number) => engineer(number, team, teams, { calendar, random }));
};

/** The first of each team leads it. */
const teamOf = (place: Place, index: number, number: number): Team => ({
  name: `${place.region}-${place.country.toLowerCase()}-${Math.floor(index / TEAM_SIZE) + 1}`,
  lead: learnerNamed(number - (index % TEAM_SIZE)),
  place,
});

const learnerNamed = (number: number): string => `engineer-${String(number + 1).padStart(4, '0')}`;

interface Making {
  readonly calendar: Calendar;
  readonly random: Random;
}

const engineer = (number: number, team: Team, teams: readonly Team[], { calendar, random }: Making): Engineer => {
  const learner = learnerNamed(number);
  const years = Math.min(random.waiting(4), 18);
  const move = moveOf(team, teams, { calendar, random });
  return {
    learner,
    place: team.place,
    team: team.name,
    manager: learner === team.lead ? 'head-of-delivery' : team.lead,
    role: learner === team.lead ? 'team lead' : roleAfter(years, random),
    experience: years < 2 ? 'junior' : years < 6 ? 'mid' : 'senior',
    hiredAt: Math.floor((calendar.opening - 20 * DAY - years * 365 * DAY) / DAY) * DAY,
    drive: Math.max(0.3, random.normal(1, 0.3)),
    load: Math.max(0.4, random.normal(1, 0.35)),
    skill: Math.max(0.5, random.normal(1, 0.12) + Math.min(years, 8) * 0.008),
    ...(move && learner !== team.lead ? { move } : {}),
  };
};

const roleAfter = (years: number, random: Random): string =>
  random.chance(0.08 + Math.min(years, 8) * 0.02)
    ? 'implementation consultant'
    : random.chance(0.12)
      ? 'consultant to be'
      : 'implementation engineer';

const moveOf = (team: Team, teams: readonly Team[], { calendar, random }: Making): Engineer['move'] => {
  const to = random.pick(teams);
  const at = calendar.opening + Math.floor(random.between(20, 400)) * DAY;
  const moves = random.chance(0.4) && to.place === team.place && to.name !== team.name;
  return moves ? { at, team: to.name, manager: to.lead } : undefined;
};
