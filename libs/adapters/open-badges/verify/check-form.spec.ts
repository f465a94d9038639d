import { SHIPPED_CONTEXTS } from '@laurel/verifiable-credentials';

/** Words that decide a verdict, or that are shown with it. */
const READ = [
  ...['issuer', 'validFrom', 'validUntil', 'issuanceDate', 'expirationDate', 'credentialSubject', 'credentialStatus'],
  ...['statusPurpose', 'statusListIndex', 'statusListCredential', 'statusSize', 'encodedList', 'achievement', 'name'],
];

/** Every term of a context and of those within it, with its meaning. */
const termsOf = (context: unknown): readonly (readonly [string, string])[] => {
  if (Array.isArray(context)) return context.flatMap(termsOf);
  if (typeof context !== 'object' || context === null) return [];
  return Object.entries(context).flatMap(([term, value]) => {
    const meaning = typeof value === 'string' ? value : value?.['@id'];
    const own: (readonly [string, string])[] = typeof meaning === 'string' ? [[term, meaning]] : [];
    return [...own, ...termsOf(value?.['@context'])];
  });
};

/** What `checkForm` relies on where it need not spell the document again. */
it('the known contexts have one word only for what is read', () => {
  const terms = [...SHIPPED_CONTEXTS.values()].flatMap((document) =>
    termsOf('@context' in document ? document['@context'] : []),
  );
  expect(terms.length).toBeGreaterThan(500);
  for (const word of READ) {
    const meanings = new Set(terms.filter(([term]) => term === word).map(([, meaning]) => meaning));
    expect([word, meanings.size > 0]).toEqual([word, true]);
    const words = new Set(
      terms.filter(([term, meaning]) => meanings.has(meaning) && !/^[A-Z]/.test(term)).map(([term]) => term),
    );
    expect([word, [...words]]).toEqual([word, [word]]);
  }
});
