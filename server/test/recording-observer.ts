import type { MarqueeEvent, Observer } from '../src/ports/observer.ts';

/** Keeps what it is told, for tests to look at. */
export class RecordingObserver implements Observer {
  readonly events: MarqueeEvent[] = [];

  observe(event: MarqueeEvent): void {
    this.events.push(event);
  }
}
