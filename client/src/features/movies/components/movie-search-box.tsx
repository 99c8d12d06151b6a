import { SearchField } from '../../../components/ui/search-field.tsx';
import { useTypedText } from '../../../components/ui/use-typed-text.ts';
import { MAX_TEXT } from '../../../lib/plain-text.ts';
import type { MovieProvider } from '../../../lib/use-movie-provider.ts';
import { texts } from '../texts.ts';
import { useMovieSearch } from '../use-movie-search.ts';

/** Searches the external provider while the user types. */
export function MovieSearchBox({ provider: { name } }: { readonly provider: MovieProvider }) {
  const { query, type } = useMovieSearch();
  const { text, setText, composition } = useTypedText(query, type);
  return (
    <search>
      <SearchField
        {...composition}
        value={text}
        label={texts.search(name)}
        placeholder={texts.searchPlaceholder(name)}
        maxLength={MAX_TEXT}
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
