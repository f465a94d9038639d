import { type ReactNode, useId } from 'react';
import { Checkbox as AriaCheckbox, FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  readonly type?: 'text' | 'password' | 'date' | 'datetime-local' | 'number';
  readonly required?: boolean;
  readonly placeholder?: string;
  /** Shown under the field; makes it invalid. */
  readonly error?: string | undefined;
  /** Several lines, in the face of code. */
  readonly rows?: number;
  readonly autoFocus?: boolean;
  /** The label is read out but not shown, where the place says it. */
  readonly hideLabel?: boolean;
}

export const Field = ({ label, hint, error, rows, placeholder, hideLabel, ...field }: FieldProps) => (
  <TextField
    className="field"
    value={field.value}
    onChange={field.onChange}
    type={field.type ?? 'text'}
    isRequired={field.required ?? false}
    isInvalid={error !== undefined}
    autoFocus={field.autoFocus ?? false}
    autoComplete="off"
    validationBehavior="aria"
  >
    <Label className={hideLabel ? 'visually-hidden' : ''}>{label}</Label>
    {rows ? <TextArea rows={rows} spellCheck="false" /> : <Input placeholder={placeholder ?? ''} />}
    {hint ? <Text slot="description">{hint}</Text> : null}
    <FieldError>{error}</FieldError>
  </TextField>
);

/** One thing that is so or is not. */
export const Checkbox = ({
  checked,
  onChange,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}) => (
  <AriaCheckbox className="checkbox" isSelected={checked} onChange={onChange}>
    <span className="checkbox-box" aria-hidden="true">
      {checked ? '✓' : ''}
    </span>
    {children}
  </AriaCheckbox>
);

export interface SelectOption {
  readonly value: string;
  readonly text: string;
  /** Options of one group stand together under its name. */
  readonly group?: string;
}

export interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string) => void;
  readonly hideLabel?: boolean;
}

/** The browser's own select: every assistive technology and every phone knows how to work it. */
export const Select = ({ label, value, options, onChange, hideLabel }: SelectProps) => {
  const id = useId();
  const groups = [...new Set(options.map((option) => option.group))];
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : ''}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {groups.map((group) => {
          const inner = options
            .filter((option) => option.group === group)
            .map((option) => (
              <option key={option.value} value={option.value}>
                {option.text}
              </option>
            ));
          return group === undefined ? (
            inner
          ) : (
            <optgroup key={group} label={group}>
              {inner}
            </optgroup>
          );
        })}
      </select>
    </div>
  );
};
