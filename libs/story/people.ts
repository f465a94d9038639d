import { type Engineer } from './engineers.ts';
import { randomOf } from './random.ts';

/** The personal side, told to `people` only: no event holds any of it. */
export interface StoryPerson {
  readonly learner: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly language: string;
}

const given =
  `Ada Ama Ana Asha Aiko Bruno Carla Chen Dana Diego Elif Emil Farah Filip Gita Hana Henrik Ines Ivan Jana Jonas
Kavya Kenji Lara Leila Luca Maja Marek Mei Milan Nadia Nils Noor Olga Omar Paula Pedro Priya Rafael Rania Ravi Rosa Samir
Sana Sofia Tariq Thabo Uma Vera Viktor Wanjiru Yara Yusuf Zofia`.split(/\s+/);
const family =
  `Abara Almeida Andersen Banerjee Becker Brandt Castro Chowdhury Costa Dlamini Duarte Evans Fischer Garcia Gupta
Haddad Hoffmann Ibrahim Iyer Jansen Kamara Kato Khan Kowalski Kumar Lange Lim Lopez Mehta Mendes Mokoena Moreno Nakamura Nair
Novak Okafor Patel Pereira Rao Reyes Rossi Sato Schulz Sharma Silva Singh Suzuki Tan Torres Verma Walker Weber Wilson Wong
Wójcik Yamada Zieliński`.split(/\s+/);

/** One in twenty is missing, as in every directory: a message to them must say so and not fail. */
const MISSING = 0.05;

export const peopleOf = (engineers: readonly Engineer[], seed: string): readonly StoryPerson[] =>
  engineers.flatMap(({ learner, place }) => {
    const random = randomOf(`${seed}/${learner}/person`);
    if (random.chance(MISSING)) return [];
    const name = `${random.pick(given)} ${random.pick(family)}`;
    // The number keeps two people of one name apart.
    const mailbox = `${plain(name)}.${learner.slice(-4)}`;
    return [{ learner, name, email: `${mailbox}@example.test`, timeZone: place.timeZone, language: place.language }];
  });

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/[^a-z ]/g, '')
    .replaceAll(' ', '.');
