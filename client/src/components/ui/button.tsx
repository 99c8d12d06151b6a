import type { ComponentProps, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import './button.css';

type Look = {
  /** Default: letters in the first colour of the theme. `plain` has the colour of what is around it. */
  readonly look?: 'filled' | 'outlined' | 'plain' | undefined;
  readonly size?: 'small';
  readonly icon?: ReactNode;
};

/** Does something on this page. */
export function Button({ look, size, icon, children, ...button }: Omit<ComponentProps<'button'>, 'className'> & Look) {
  return (
    <button type="button" {...button} className="button" data-look={look} data-size={size}>
      {icon}
      {children}
    </button>
  );
}

/** Looks like a button, and leads somewhere. */
export function ButtonLink({ look, size, icon, children, ...link }: Omit<LinkProps, 'className'> & Look) {
  return (
    <Link {...link} className="button" data-look={look} data-size={size}>
      {icon}
      {children}
    </Link>
  );
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'className' | 'aria-label'> &
  Pick<Look, 'size'> & { readonly label: string };

/** A button that shows its icon alone, and says its label to those who do not see it. */
export function IconButton({ label, size, ...button }: IconButtonProps) {
  return <button type="button" {...button} aria-label={label} className="icon-button" data-size={size} />;
}
