import { SearchField } from '../../../components/ui/search-field.tsx';
import { useTypedText } from '../../../components/ui/use-typed-text.ts';
import { MOVIE_PROVIDER } from '../../../config/movie-provider.ts';
import { useMovieSearch } from '../use-movie-search.ts';

const MAX_LENGTH = 200;

/** Searches the external provider while the user types. */
export function MovieSearchBox() {
  const { query, type } = useMovieSearch();
  const { text, setText, composition } = useTypedText(query, type);
  return (
    <search>
      <SearchField
        {...composition}
        value={text}
        label={`Search ${MOVIE_PROVIDER.name}`}
        placeholder={`Search ${MOVIE_PROVIDER.name} for a movie`}
        maxLength={MAX_LENGTH}
        onChange={({ target }) => {
          setText(target.value);
        }}
        onClear={() => {
          setText('');
        }}
      />
    </search>
  );
}
