import '../../../components/ui/skeleton.css';
import '../../../components/ui/details.css';

/** Placeholder for a film of which nothing has loaded yet. */
export function FilmSkeleton() {
  return (
    <div className="details" aria-busy>
      <div className="details-poster">
        <span className="skeleton skeleton-poster" />
      </div>
      <div className="details-text">
        <span className="skeleton" style={{ height: 52, maxWidth: 480 }} />
        <span className="skeleton" style={{ height: 32, maxWidth: 260 }} />
        <span className="skeleton" style={{ height: 140 }} />
      </div>
    </div>
  );
}
