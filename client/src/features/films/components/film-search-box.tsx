import useAutocomplete from '@mui/material/useAutocomplete';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { Icon } from '../../../components/ui/icon.tsx';
import { MarkedText } from '../../../components/ui/marked-text.tsx';
import { SearchField } from '../../../components/ui/search-field.tsx';
import { useIsWide } from '../../../components/ui/use-is-wide.ts';
import { useTypedText } from '../../../components/ui/use-typed-text.ts';
import { paths } from '../../../config/paths.ts';
import { MAX_TEXT } from '../../../lib/plain-text.ts';
import { typedRanges } from '../../../lib/typed-ranges.ts';
import { suggestionsQuery, type Suggestion } from '../api/suggest.ts';
import { countFilters, type SearchState } from '../search-state.ts';
import { texts } from '../texts.ts';
import { useFilmSearch } from '../use-film-search.ts';
import './film-search-box.css';

/** The most suggestions on a phone. */
const ON_PHONE = 3;

/**
 * The search box for films. It is on several pages and searches while the user types. It offers titles and people to
 * open, and genres and decades to filter by. While there are filters, a person is one more filter, because the user is
 * narrowing down a search.
 */
export function FilmSearchBox() {
  const search = useFilmSearch();
  const navigate = useNavigate();
  const isForm = useIsForm();
  const { text, setText, settled, settle, composition } = useTypedText(
    search.state.q,
    isForm ? undefined : search.type,
  );
  // The text in the address is already a finished search, so there are no suggestions until the user focuses the box.
  const [isUsed, setIsUsed] = useState(false);
  const { data } = useQuery(suggestionsQuery(isUsed ? settled : ''));
  const isFitting = text.trim() !== '' && data !== undefined && settled !== '' && settled.startsWith(data.q);
  // The page of results already shows the titles as films. A phone has room for only a few lines above the keyboard.
  const fitting = isFitting ? data.items.filter(({ kind }) => isForm || kind !== 'title') : [];
  const options = useIsWide() ? fitting : fitting.slice(0, ON_PHONE);

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
      search.apply((current) => ({ q: '', ...filterBy(choice, current) }));
    }
  };
  const { getRootProps, getInputProps, getListboxProps, getOptionProps, popupOpen, setAnchorEl } = useAutocomplete({
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
  const { ref: inputRef, ...inputProps } = getInputProps();
  return (
    <search
      {...getRootProps({
        onKeyDown: (event: KeyboardEvent & { defaultMuiPrevented?: boolean }) => {
          const isShown = popupOpen && options.length > 0;
          if (!leadsToFilms(event, isShown) || !focusFirstFilm()) return;
          event.preventDefault();
          event.defaultMuiPrevented = true;
        },
      })}
      className="film-search-box"
      onFocus={() => {
        setIsUsed(true);
      }}
    >
      <SearchField
        {...inputProps}
        {...composition}
        value={text}
        inputRef={inputRef}
        rootRef={setAnchorEl}
        label={texts.searchFilms}
        placeholder={texts.box.placeholder}
        maxLength={MAX_TEXT}
        onClear={() => {
          setText('');
        }}
      />
      {popupOpen && options.length > 0 && (
        <ul {...getListboxProps()} className="suggestions" aria-label={texts.box.suggestions}>
          {options.map((option, index) => {
            const { key, ...optionProps } = getOptionProps({ option, index });
            return (
              <li key={key} {...optionProps}>
                <SuggestionText option={option} typed={text} />
              </li>
            );
          })}
        </ul>
      )}
    </search>
  );
}

function SuggestionText({ option, typed }: { readonly option: Suggestion; readonly typed: string }) {
  return (
    <>
      <Icon name={option.kind === 'title' ? 'film' : option.kind} />
      <span dir="auto">
        <MarkedText text={option.text} ranges={typedRanges(option.text, typed)} />
      </span>
      <small>{noteOf(option)}</small>
    </>
  );
}

/**
 * The arrow key leads from the search box to the films after the last suggestion, and at once if no suggestions are
 * shown. With Alt, the key shows the suggestions again; with Shift, it selects text. While an input method is composing
 * letters, it chooses one of its proposals.
 */
function leadsToFilms(event: KeyboardEvent, isShown: boolean): boolean {
  const { key, altKey, shiftKey, ctrlKey, metaKey, nativeEvent, currentTarget } = event;
  if (key !== 'ArrowDown' || altKey || shiftKey || ctrlKey || metaKey || nativeEvent.isComposing) return false;
  return !isShown || currentTarget.querySelector('.suggestions > :last-child.Mui-focused') !== null;
}

/** Focuses the first film. @returns whether there is one */
function focusFirstFilm(): boolean {
  const card = document.querySelector<HTMLElement>('main [data-card]');
  card?.focus();
  return card !== null;
}

/**
 * Whether the page is a form. Leaving the form may lose what was typed there, so typing in the search box does not
 * leave it. Only Enter and a chosen suggestion do.
 */
function useIsForm(): boolean {
  const isAdding = useMatch(paths.addFilm.pattern) !== null;
  return useMatch(paths.editFilm.pattern) !== null || isAdding;
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
      return state.anyGenres.length > 0
        ? { anyGenres: withChoice(state.anyGenres) }
        : { genres: withChoice(state.genres) };
    case 'decade':
      return { yearFrom: choice.firstYear, yearTo: choice.firstYear + 9 };
  }
}

/**
 * The note next to the text of an option. It distinguishes a genre from a person of the same name, and directors from
 * actors.
 */
function noteOf(option: Suggestion): string {
  if (option.kind === 'title') return String(option.year);
  if (option.kind === 'genre') return texts.box.genre(option.films);
  const isDirector = option.kind === 'person' && option.field === 'director';
  return isDirector ? texts.box.director(option.films) : texts.films(option.films);
}
