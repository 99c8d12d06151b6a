import type { MarqueeEvent, Observer } from '../../src/ports/observer.ts';

/** Keeps every event, so that a test reads like a trace of what happened. */
export class RecordingObserver implements Observer {
  readonly events: MarqueeEvent[] = [];

  observe(event: MarqueeEvent): void {
    this.events.push(event);
  }

  of<Type extends MarqueeEvent['type']>(type: Type): Extract<MarqueeEvent, { type: Type }>[] {
    return this.events.filter((event) => event.type === type) as Extract<MarqueeEvent, { type: Type }>[];
  }
}
