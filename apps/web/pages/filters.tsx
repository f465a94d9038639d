import { Button, Field } from '@laurel/web-ui';
import { type ReactNode, useState } from 'react';
import { type Search } from '../search.ts';

/** Text fields that narrow a list, applied together; what is applied stands in the address. */
export const Filters = <Key extends string>({
  fields,
  values,
  onApply,
  children,
}: {
  readonly fields: readonly (readonly [Key, string])[];
  readonly values: Readonly<Partial<Record<Key, string>>>;
  readonly onApply: (values: Search) => void;
  /** Further ways to narrow, which apply at once. */
  readonly children?: ReactNode;
}) => {
  const [typed, setTyped] = useState<Readonly<Partial<Record<Key, string>>>>(values);
  return (
    <form
      className="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onApply(typed);
      }}
    >
      {children}
      {fields.map(([key, label]) => (
        <Field
          key={key}
          label={label}
          value={typed[key] ?? ''}
          onChange={(text) => setTyped((now) => ({ ...now, [key]: text }))}
        />
      ))}
      <Button type="submit">Show</Button>
    </form>
  );
};
