import { texts } from '../texts.ts';
import './wordmark.css';

const BULBS = [[14, 46], [14, 33], [14, 20], [23, 27.5], [32, 35], [41, 27.5], [50, 20], [50, 33], [50, 46]] as const; // prettier-ignore

/** The logo: the letter M in light bulbs, and the name Marquee. */
export function Wordmark() {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 64 64" aria-hidden focusable="false">
        <rect width="64" height="64" rx="16" fill="#241a2b" />
        <path
          d="M14 46V20l18 15 18-15v26"
          fill="none"
          stroke="#ffb638"
          strokeWidth="7"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <g fill="#fff6e0">
          {BULBS.map(([cx, cy]) => (
            <circle key={`${String(cx)} ${String(cy)}`} cx={cx} cy={cy} r="2.8" />
          ))}
        </g>
      </svg>
      <span>{texts.product}</span>
    </span>
  );
}
