import type { MarqueeEvent, Observer } from '../../../ports/observer.ts';

/** Passes each event to several observers. */
export class AllObservers implements Observer {
  readonly #observers: readonly Observer[];

  constructor(...observers: readonly Observer[]) {
    this.#observers = observers;
  }

  observe(event: MarqueeEvent): void {
    for (const observer of this.#observers) observer.observe(event);
  }
}
