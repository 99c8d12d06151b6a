import type { ComponentProps, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import './button.css';

type Look = {
  /**
   * By default, the button is text in the primary colour of the theme. `plain` is text in the colour of its
   * surroundings.
   */
  readonly look?: 'filled' | 'outlined' | 'plain' | undefined;
  readonly size?: 'small';
  readonly icon?: ReactNode;
};

/** A button that does something on this page. */
export function Button({ look, size, icon, children, ...button }: Omit<ComponentProps<'button'>, 'className'> & Look) {
  return (
    <button type="button" {...button} className="button" data-look={look} data-size={size}>
      {icon}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
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

/** A button that shows only its icon. Screen readers read its label, or its title: they would read both. */
export function IconButton({ label, size, ...button }: IconButtonProps) {
  return (
    <button
      type="button"
      {...button}
      {...(button.title === undefined && { 'aria-label': label })}
      className="icon-button"
      data-size={size}
    />
  );
}
