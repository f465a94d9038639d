import { type ReactNode } from 'react';
import { Button as AriaButton, ToggleButton, ToggleButtonGroup } from 'react-aria-components';

export interface ButtonProps {
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly type?: 'button' | 'submit';
  readonly onPress?: () => void;
  readonly disabled?: boolean;
  /** Work is under way: stays focusable, ignores presses, says so. */
  readonly pending?: boolean;
  /** What the button does, where its face alone does not say it. */
  readonly label?: string;
  /** Whether what the button unfolds is unfolded. */
  readonly expanded?: boolean;
  readonly children: ReactNode;
}

export const Button = ({ kind = 'plain', type = 'button', pending = false, ...props }: ButtonProps) => (
  <AriaButton
    className="button"
    data-kind={kind}
    type={type}
    isPending={pending}
    isDisabled={props.disabled ?? false}
    {...(props.onPress ? { onPress: props.onPress } : {})}
    {...(props.expanded === undefined ? {} : { 'aria-expanded': props.expanded })}
    {...(props.label ? { 'aria-label': props.label } : {})}
  >
    {props.children}
  </AriaButton>
);

/** Exactly one of a few. */
export const Choice = <Key extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Key;
  readonly options: readonly (readonly [Key, string])[];
  readonly onChange: (key: Key) => void;
}) => (
  <ToggleButtonGroup
    className="choice"
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      const chosen = options.find(([key]) => keys.has(key));
      if (chosen) onChange(chosen[0]);
    }}
  >
    {options.map(([key, text]) => (
      <ToggleButton key={key} id={key}>
        {text}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
