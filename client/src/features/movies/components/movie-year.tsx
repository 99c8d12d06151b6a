import { useTypedText } from '../../../components/ui/use-typed-text.ts';
import { texts } from '../page-texts.ts';
import { useMovieSearch } from '../use-movie-search.ts';
import './movie-year.css';

/** Limits the results to the movies of one year, while the user types. */
export function MovieYear() {
  const { year, typeYear } = useMovieSearch();
  const { text, setText } = useTypedText(year === undefined ? '' : String(year), typeYear);
  return (
    <label className="movie-year">
      {texts.year}
      <input
        value={text}
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        onChange={({ target }) => {
          setText(target.value);
        }}
      />
    </label>
  );
}
