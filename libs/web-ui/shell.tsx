import { type ReactNode, useId, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';

/** Links that belong together, under their name. */
export interface NavGroup {
  readonly title: string;
  readonly links: readonly ReactNode[];
}

export interface ShellProps {
  /** The main navigation. */
  readonly nav: readonly NavGroup[];
  /** Who is signed in, and the way out. */
  readonly account: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page. On a narrow screen the navigation folds into a button that says whether it is open. */
export const AppShell = ({ nav, account, children }: ShellProps) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="shell-side">
        <div className="shell-top">
          <Brand />
          <AriaButton className="menu-button" aria-expanded={open} aria-controls={id} onPress={() => setOpen(!open)}>
            Menu
          </AriaButton>
        </div>
        <div id={id} className="shell-nav" data-open={open}>
          <nav aria-label="Pages">
            {nav.map((group) => (
              <NavLinks key={group.title} group={group} onFollow={() => setOpen(false)} />
            ))}
          </nav>
          <div className="account">{account}</div>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
};

const NavLinks = ({ group, onFollow }: { readonly group: NavGroup; readonly onFollow: () => void }) => {
  const id = useId();
  return (
    <div className="nav-group">
      <p id={id} className="nav-title">
        {group.title}
      </p>
      <ul aria-labelledby={id} onClick={onFollow}>
        {group.links.map((link, index) => (
          <li key={index}>{link}</li>
        ))}
      </ul>
    </div>
  );
};

export const Brand = () => (
  <span className="brand">
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M12 22C6 19 3 13 6 4c4 2 6 8 6 18Zm0 0c6-3 9-9 6-18-4 2-6 8-6 18Z" />
    </svg>
    Laurel
  </span>
);

/** Title and one sentence of what the page answers; the sentence is where a newcomer starts. */
export const PageHeader = ({
  title,
  lead,
  actions,
}: {
  readonly title: string;
  readonly lead: ReactNode;
  readonly actions?: ReactNode;
}) => (
  <div className="page-header">
    <div>
      <h1 tabIndex={-1}>{title}</h1>
      <p className="lead">{lead}</p>
    </div>
    {actions ? <div className="actions">{actions}</div> : null}
  </div>
);
