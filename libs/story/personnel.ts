import { type Calendar } from './calendar.ts';
import { type Engineer } from './engineers.ts';
import { fact, type Fact } from './fact.ts';

/** What the personnel system says of each engineer, and again when one changes teams. Names never travel here. */
export const personnel = (engineers: readonly Engineer[], calendar: Calendar): readonly Fact[] =>
  engineers.flatMap((engineer) => {
    const { learner: subject, place, team, manager, role, hiredAt, move } = engineer;
    const always = {
      role,
      country: place.country,
      site: place.site,
      timeZone: place.timeZone,
      language: place.language,
      hiredAt: new Date(hiredAt).toISOString().slice(0, 10),
    };
    const at = Math.max(hiredAt, calendar.longBefore);
    const described = fact('learning.PersonDescribed', { subject, at }, { attributes: { ...always, team, manager } });
    if (!move) return [described];
    const moved = { ...always, team: move.team, manager: move.manager };
    return [described, fact('learning.PersonDescribed', { subject, at: move.at }, { attributes: moved })];
  });
