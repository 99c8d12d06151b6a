type FocusLinkProps = {
  /** The id of an element. */
  readonly to: string;
  /** Moves the focus. Default: to the element with the id. */
  readonly move?: () => void;
  readonly className?: string;
  readonly children: string;
};

/** Leads to another place on the page. It moves only the focus, because a new address would add a history entry. */
export function FocusLink({ to, move, className, children }: FocusLinkProps) {
  return (
    <a
      className={className}
      href={`#${to}`}
      onClick={(event) => {
        event.preventDefault();
        if (move) move();
        else document.getElementById(to)?.focus();
      }}
    >
      {children}
    </a>
  );
}
