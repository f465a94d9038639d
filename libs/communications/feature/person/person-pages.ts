import { type Category, type Reason } from '@laurel/contracts';
import { REASONS, type ReasonAnswer } from '@laurel/communications-domain';
import { escapedForMarkup as escaped, page } from '@laurel/platform';

/** Forms send to the address they came from: that holds the signature. All of it works without JavaScript. */
const form = (inner: string): string => `<form method="post">\n${inner}\n</form>`;

const preferencesLink = (url: string): string => `<p><a href="${escaped(url)}">Choose what you get</a></p>`;

/** Asks once more: who opened the link may be a program that looks at every link of a mail. */
export const unsubscribePage = ({ name, description }: Category, preferences: string): string =>
  page(
    'en',
    `Unsubscribe: ${name}`,
    `<h1>Unsubscribe from “${escaped(name)}”?</h1>
<p>${escaped(description)}</p>
${form('<button class="do">Unsubscribe</button>')}
${preferencesLink(preferences)}`,
  );

export const unsubscribedPage = ({ name }: Category, preferences: string): string =>
  page(
    'en',
    'You are unsubscribed',
    `<h1 role="status">You are unsubscribed</h1>
<p>You will not get “${escaped(name)}” any more. What waits to be sent is not sent either.</p>
${preferencesLink(preferences)}`,
  );

export interface Preferences {
  readonly categories: readonly Category[];
  readonly wanted: ReadonlySet<string>;
  readonly isSaved: boolean;
}

export const preferencesPage = ({ categories, wanted, isSaved }: Preferences): string => {
  const optional = categories.filter((one) => one.isOptional);
  const needed = categories.filter((one) => !one.isOptional);
  const boxes = optional.map(
    ({ id, name, description }) =>
      `<label><input type="checkbox" name="category" value="${escaped(id)}"${wanted.has(id) ? ' checked' : ''}> ` +
      `<strong>${escaped(name)}</strong><br>${escaped(description)}</label>`,
  );
  return page(
    'en',
    'What Laurel sends you',
    `<h1>What Laurel sends you</h1>
${isSaved ? '<p role="status"><strong>Saved.</strong></p>\n' : ''}${form(`<fieldset><legend>You get</legend>
${boxes.join('\n')}
</fieldset>
<p><button class="do" name="choice" value="these">Save</button>
<button name="choice" value="none">Nothing that can be left, now and in future</button></p>`)}
<p class="quiet">These come whatever you choose: ${needed.map(({ name }) => escaped(name)).join(', ')}.</p>`,
  );
};

export const whyPage = (because: readonly Reason[], sent: string, preferences: string): string =>
  page(
    'en',
    'Why you got this message',
    `<h1>Why you got this message</h1>
<ul>
${because.map(({ text }) => `<li>${escaped(text)}</li>`).join('\n')}
</ul>
<p>${escaped(sent)}</p>
${preferencesLink(preferences)}`,
  );

/** One button for each answer, the one that was tapped in the mail first. Opening the page says nothing. */
export const reasonPage = (tapped: string): string => {
  const first = REASONS.filter(({ answer }) => answer === tapped);
  const others = REASONS.filter(({ answer }) => answer !== tapped);
  const button = ({ answer, label }: { answer: ReasonAnswer; label: string }, isFirst: boolean): string =>
    `<p><button${isFirst ? ' class="do"' : ''} name="answer" value="${answer}">${escaped(label)}</button></p>`;
  const buttons = [...first.map((one) => button(one, true)), ...others.map((one) => button(one, false))];
  return page('en', 'Why not yet?', `<h1>Why not yet?</h1>\n${form(buttons.join('\n'))}`);
};

export const reasonTakenPage = (label: string): string =>
  page(
    'en',
    'Thank you',
    `<h1 role="status">Thank you</h1>
<p>We noted “${escaped(label)}”. Another answer takes its place: go back and choose it.</p>`,
  );

export const unknownLinkPage = (): string =>
  page(
    'en',
    'This link does not work',
    '<h1>This link does not work</h1>\n<p>It may have been cut in your mail program: copy all of it.</p>',
  );
