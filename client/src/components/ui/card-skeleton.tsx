import './poster-grid.css';
import './skeleton.css';

/** Placeholders, each with the size of a card in a poster grid. */
export function CardSkeletons({ count }: { readonly count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <li key={index} aria-hidden>
      <span className="skeleton skeleton-poster" />
      <div className="poster-caption">
        <span className="skeleton skeleton-line" style={{ width: '85%' }} />
        <span className="skeleton skeleton-line" style={{ width: '45%' }} />
      </div>
      <div className="poster-director" />
    </li>
  ));
}
