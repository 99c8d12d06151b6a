/** Focuses the heading of the page, or the whole content if no heading is focusable. */
export function focusHeading(options?: FocusOptions): void {
  const heading = document.querySelector<HTMLElement>('main h1[tabindex]') ?? document.getElementById('main');
  heading?.focus(options);
}
