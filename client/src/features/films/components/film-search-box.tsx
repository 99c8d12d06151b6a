import useAutocomplete from '@mui/material/useAutocomplete';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Icon } from '../../../components/ui/icon.tsx';
import { SearchField } from '../../../components/ui/search-field.tsx';
import { useTypedText } from '../../../components/ui/use-typed-text.ts';
import { paths } from '../../../config/paths.ts';
import { formatCount } from '../../../lib/format-count.ts';
import { suggestionsQuery, type Suggestion } from '../api/suggest.ts';
import { countFilters, type SearchState } from '../search-state.ts';
import { useFilmSearch } from '../use-film-search.ts';
import './film-search-box.css';

/** The longest text that the API accepts. */
const MAX_LENGTH = 200;

/**
 * The search box for films. It is on several pages and searches while the user types. It offers titles and people to
 * open, and genres and decades to filter by. While there are filters, a person is one more filter, because the user is
 * narrowing down a search.
 */
export function FilmSearchBox() {
  const search = useFilmSearch();
  const navigate = useNavigate();
  const { text, setText, settled, settle } = useTypedText(search.state.q, search.type);
  // The text in the address is already a finished search, so there are no suggestions until the user focuses the box.
  const [isUsed, setIsUsed] = useState(false);
  const { data } = useQuery(suggestionsQuery(isUsed ? settled : ''));
  const isFitting = text.trim() !== '' && data !== undefined && settled !== '' && settled.startsWith(data.q);
  const options = isFitting ? data.items : [];

  const choose = (choice: Suggestion | string | null) => {
    if (choice === null) return;
    if (typeof choice === 'string') {
      settle(choice.trim());
      search.commit(choice.trim());
    } else if (choice.kind === 'title') {
      void navigate(paths.film.to(choice.filmId));
    } else if (choice.kind === 'person' && countFilters(search.state) === 0) {
      void navigate(paths.person.to(choice.text));
    } else {
      setText('');
      settle('');
      search.apply({ q: '', ...filterBy(choice, search.state) });
    }
  };
  const { getRootProps, getInputProps, getListboxProps, getOptionProps, groupedOptions, popupOpen, setAnchorEl } =
    useAutocomplete({
      id: 'film-search',
      options,
      value: null as Suggestion | null,
      inputValue: text,
      freeSolo: true,
      clearOnBlur: false,
      clearOnEscape: true,
      filterOptions: (all) => all,
      getOptionLabel: (option) => (typeof option === 'string' ? option : option.text),
      getOptionKey: (option) => (typeof option === 'string' ? option : `${option.kind} ${keyOf(option)}`),
      onInputChange: (_event, value, reason) => {
        if (reason === 'input' || reason === 'clear') setText(value);
      },
      onChange: (_event, choice) => {
        choose(choice);
      },
    });
  const shown = groupedOptions;
  const { ref: inputRef, ...inputProps } = getInputProps();
  return (
    <search
      {...getRootProps()}
      className="film-search-box"
      onFocus={() => {
        setIsUsed(true);
      }}
    >
      <SearchField
        {...inputProps}
        value={text}
        inputRef={inputRef}
        rootRef={setAnchorEl}
        label="Search films"
        placeholder="Title, person, genre or year"
        maxLength={MAX_LENGTH}
        onClear={() => {
          setText('');
        }}
      />
      {popupOpen && shown.length > 0 && (
        <ul {...getListboxProps()} className="suggestions" aria-label="Suggestions">
          {shown.map((option, index) => {
            const { key, ...optionProps } = getOptionProps({ option, index });
            return (
              <li key={key} {...optionProps}>
                <Icon name={option.kind === 'title' ? 'film' : option.kind} />
                <span dir="auto">{option.text}</span>
                <small>{noteOf(option)}</small>
              </li>
            );
          })}
        </ul>
      )}
    </search>
  );
}

function keyOf(option: Suggestion): string {
  return option.kind === 'title' ? option.filmId : option.text;
}

/** The filters of a search to which a suggestion has been added. */
function filterBy(choice: Exclude<Suggestion, { kind: 'title' }>, state: SearchState): Partial<SearchState> {
  const withChoice = (values: readonly string[]) => [...values.filter((value) => value !== choice.text), choice.text];
  switch (choice.kind) {
    case 'person':
      return choice.field === 'director'
        ? { directors: withChoice(state.directors) }
        : { cast: withChoice(state.cast) };
    case 'genre':
      return { genres: withChoice(state.genres) };
    case 'decade':
      return { yearFrom: choice.firstYear, yearTo: choice.firstYear + 9 };
  }
}

/** What is shown next to the text of an option. It tells a genre from a person of the same name, and directors from actors. */
function noteOf(option: Suggestion): string {
  if (option.kind === 'title') return String(option.year);
  const films = option.films === 1 ? '1 film' : `${formatCount(option.films)} films`;
  if (option.kind === 'genre') return `Genre, ${films}`;
  return option.kind === 'person' && option.field === 'director' ? `Director, ${films}` : films;
}
