import { type SharingView } from '@laurel/contracts';
import { escapedForMarkup as escaped, page } from '@laurel/platform';

/** Works without JavaScript. */
export const sharingPage = (title: string, view: SharingView, isSaved: boolean): string => {
  const { isPublic, withName } = view;
  const choices: readonly [string, string, boolean][] = [
    ['nothing', 'Nothing: only who has the file can check it', !isPublic],
    ['certificate', 'The certificate, without my name', isPublic && !withName],
    ['name', 'The certificate with my name', isPublic && withName],
  ];
  const buttons = choices.map(
    ([value, label, isNow]) =>
      `<label><input type="radio" name="shows" value="${value}"${isNow ? ' checked' : ''}> ${escaped(label)}</label>`,
  );
  return page(
    'en',
    `Who sees it: ${title}`,
    `<h1>${escaped(title)}: who sees it?</h1>
${isSaved ? '<p role="status"><strong>Saved.</strong></p>' : ''}
<form method="post"><fieldset><legend>Everybody sees</legend>
${buttons.join('\n')}
</fieldset>
<p><button class="do">Save</button></p></form>
<p class="quiet">You may take it back at any time. Who saved the file meanwhile keeps the file.</p>
${linksOf(view)}`,
  );
};

const linksOf = ({ verifyUrl, documentUrl, linkedInUrl, mailSignature }: SharingView): string =>
  linkedInUrl === null || mailSignature === null
    ? ''
    : `<h2>Show it</h2>
<ul>
<li><a href="${escaped(verifyUrl)}">The page for others</a></li>
<li><a href="${escaped(linkedInUrl)}">Add it to your LinkedIn profile</a></li>
<li><a href="${escaped(documentUrl)}">The file for your wallet</a></li>
</ul>
<p><label>For the end of your mails (HTML)<br><textarea readonly rows="4" cols="40">${escaped(mailSignature)}</textarea></label></p>`;

export const unknownSharingPage = (): string =>
  page(
    'en',
    'This link does not work',
    '<h1>This link does not work</h1>\n<p>It may have been cut in your mail program: copy all of it.</p>',
  );
