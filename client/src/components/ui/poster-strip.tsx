import { useEffect, useRef, useState, type ComponentProps } from 'react';
import { Icon } from './icon.tsx';
import './poster-grid.css';

/**
 * A list of posters in one row, which scrolls sideways if they do not fit. Users of a mouse scroll with arrows. For
 * users of the keyboard, the browser scrolls to the poster that gets the focus.
 */
export function PosterStrip(props: Omit<ComponentProps<'ul'>, 'className' | 'ref'>) {
  const list = useRef<HTMLUListElement>(null);
  const [room, setRoom] = useState({ back: false, forth: false });
  useEffect(() => {
    const strip = list.current;
    if (!strip) return;
    const measure = () => {
      const { scrollLeft, scrollWidth, clientWidth } = strip;
      setRoom({ back: scrollLeft > 1, forth: scrollLeft + clientWidth < scrollWidth - 1 });
    };
    const resized = new ResizeObserver(measure);
    resized.observe(strip);
    const filled = new MutationObserver(measure);
    filled.observe(strip, { childList: true });
    strip.addEventListener('scroll', measure, { passive: true });
    return () => {
      resized.disconnect();
      filled.disconnect();
      strip.removeEventListener('scroll', measure);
    };
  }, []);
  const scroll = (pages: number) => {
    const strip = list.current;
    strip?.scrollBy({ left: pages * strip.clientWidth * 0.8, behavior: 'smooth' });
  };
  return (
    <div className="poster-strip-frame">
      <ul className="poster-strip" {...props} ref={list} />
      {room.back && <Arrow name="back" onScroll={scroll} />}
      {room.forth && <Arrow name="forth" onScroll={scroll} />}
    </div>
  );
}

type ArrowProps = { readonly name: 'back' | 'forth'; readonly onScroll: (pages: number) => void };

function Arrow({ name, onScroll }: ArrowProps) {
  return (
    <button
      type="button"
      className="poster-strip-arrow"
      data-to={name}
      tabIndex={-1}
      aria-hidden
      onClick={() => {
        onScroll(name === 'back' ? -1 : 1);
      }}
    >
      <Icon name={name} />
    </button>
  );
}
