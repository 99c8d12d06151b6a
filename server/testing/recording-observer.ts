import type { MarqueeEvent, Observer } from '../src/ports/observer.ts';

/** Records all events, so that tests can check them. */
export class RecordingObserver implements Observer {
  readonly events: MarqueeEvent[] = [];

  observe(event: MarqueeEvent): void {
    this.events.push(event);
  }

  /** The events of one type, in order. */
  of<Type extends MarqueeEvent['type']>(type: Type): Extract<MarqueeEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<MarqueeEvent, { type: Type }> => event.type === type);
  }
}
