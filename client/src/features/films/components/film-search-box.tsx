import useAutocomplete from '@mui/material/useAutocomplete';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { Announcer } from '../../../components/ui/announcer.tsx';
import { Icon } from '../../../components/ui/icon.tsx';
import { MarkedText } from '../../../components/ui/marked-text.tsx';
import { SearchField } from '../../../components/ui/search-field.tsx';
import { useIsWide } from '../../../components/ui/use-is-wide.ts';
import { useTypedText } from '../../../components/ui/use-typed-text.ts';
import { paths } from '../../../config/paths.ts';
import { MAX_TEXT } from '../../../lib/plain-text.ts';
import { texts as sharedTexts } from '../../../lib/texts.ts';
import { typedRanges } from '../../../lib/typed-ranges.ts';
import { suggestionsQuery, type Suggestion } from '../api/suggest.ts';
import { countFilters, type SearchState } from '../search-state.ts';
import { texts } from '../texts.ts';
import { useFilmSearch } from '../use-film-search.ts';
import './film-search-box.css';

/** The most suggestions on a phone. */
const ON_PHONE = 3;

/** A person can be offered twice: as a filter, and as a page to open. */
type Option = Suggestion & { readonly opensPage?: true };

/**
 * The search box for films. It is on several pages and searches while the user types. It offers titles and people to
 * open, and genres and decades to filter by. While there are filters, a person is one more filter, because the user is
 * narrowing down a search. The page of the person comes second then.
 */
export function FilmSearchBox() {
  const search = useFilmSearch();
  const navigate = useNavigate();
  const isForm = useIsForm();
  const { text, setText, settled, settle, composition } = useTypedText(
    search.state.q,
    isForm ? undefined : search.type,
  );
  const isFiltered = countFilters(search.state) > 0;
  const { items, ask } = useSuggestions(text, settled);
  // A phone has room for only a few lines above the keyboard.
  const options = optionsOf(items, isForm, isFiltered).slice(0, useIsWide() ? undefined : ON_PHONE);
  const { close, openProps } = useOpenList(options.length > 0);

  const choose = (choice: Option | string | null) => {
    // Suggestions for words that Enter has confirmed may still be on their way.
    close();
    if (choice === null) return;
    if (typeof choice === 'string') {
      settle(choice.trim());
      search.commit(choice.trim());
    } else if (choice.kind === 'title') {
      void navigate(paths.film.to(choice.filmId));
    } else if (choice.kind === 'person' && (choice.opensPage === true || !isFiltered)) {
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
    ...openProps,
    value: null as Option | null,
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
          if (!leadsToFilms(event, popupOpen) || !focusFirstFilm()) return;
          event.preventDefault();
          event.defaultMuiPrevented = true;
        },
      })}
      className="film-search-box"
      onFocus={ask}
      onBlur={close}
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
      {popupOpen && (
        <ul {...getListboxProps()} className="suggestions" aria-label={texts.box.suggestions}>
          {options.map((option, index) => {
            const { key, ...optionProps } = getOptionProps({ option, index });
            return (
              <li key={key} {...optionProps}>
                <SuggestionText option={option} note={noteOf(option, isFiltered)} typed={text} />
              </li>
            );
          })}
        </ul>
      )}
      <Announcer message={popupOpen ? sharedTexts.suggested(options.length) : ''} />
    </search>
  );
}

type SuggestionTextProps = { readonly option: Option; readonly note: string; readonly typed: string };

function SuggestionText({ option, note, typed }: SuggestionTextProps) {
  return (
    <>
      <Icon name={option.kind === 'title' ? 'film' : option.kind} />
      <span dir="auto">
        <MarkedText text={option.text} ranges={typedRanges(option.text, typed)} />
      </span>
      <small>{note}</small>
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

function keyOf(option: Option): string {
  return option.kind === 'title' ? option.filmId : `${option.text}${option.opensPage === true ? ' page' : ''}`;
}

/**
 * Leaves out titles, except in a form, because the page of results already shows them as films. While there are filters,
 * offers the page of a person who is the best suggestion too.
 */
function optionsOf(items: readonly Suggestion[], isForm: boolean, isFiltered: boolean): readonly Option[] {
  const suggested = items.filter(({ kind }) => isForm || kind !== 'title');
  const [best, ...others] = suggested;
  return isFiltered && best?.kind === 'person' ? [best, { ...best, opensPage: true }, ...others] : suggested;
}

/** The text in the address is already a finished search, so nothing is suggested until `ask` is called. */
function useSuggestions(text: string, settled: string) {
  const [isUsed, setIsUsed] = useState(false);
  const { data } = useQuery(suggestionsQuery(isUsed ? settled : ''));
  const isFitting = text.trim() !== '' && data !== undefined && settled !== '' && settled.startsWith(data.q);
  return {
    items: isFitting ? data.items : [],
    ask: () => {
      setIsUsed(true);
    },
  };
}

/** Whether the list is open. A list without entries counts as closed: Escape must not close what nobody sees. */
function useOpenList(hasEntries: boolean) {
  const [isOpen, setIsOpen] = useState(false);
  return {
    close: () => {
      setIsOpen(false);
    },
    openProps: {
      open: isOpen && hasEntries,
      onOpen: () => {
        setIsOpen(true);
      },
      onClose: () => {
        setIsOpen(false);
      },
    },
  };
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
 *
 * @param isFiltered whether there are filters. The number of films ignores them.
 */
function noteOf(option: Option, isFiltered: boolean): string {
  if (option.kind === 'title') return String(option.year);
  if (option.opensPage === true) return texts.box.openPage;
  const note = countOf(option);
  return isFiltered ? texts.box.inAll(note) : note;
}

function countOf(option: Exclude<Suggestion, { kind: 'title' }>): string {
  if (option.kind === 'genre') return texts.box.genre(option.films);
  const isDirector = option.kind === 'person' && option.field === 'director';
  return isDirector ? texts.box.director(option.films) : texts.films(option.films);
}
