import PersonIcon from '@mui/icons-material/PersonOutlined';
import FilmIcon from '@mui/icons-material/TheatersOutlined';
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import useAutocomplete from '@mui/material/useAutocomplete';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { SearchField } from '../../../components/ui/search-field.tsx';
import { useTypedText } from '../../../components/ui/use-typed-text.ts';
import { paths } from '../../../config/paths.ts';
import { suggestionsQuery, type Suggestion } from '../api/suggest.ts';
import { useFilmSearch } from '../use-film-search.ts';

/** The API takes no more. */
const MAX_LENGTH = 200;

const List = styled('ul')(({ theme }) => ({
  position: 'absolute',
  insetInline: 0,
  top: 'calc(100% + 6px)',
  zIndex: 2,
  margin: 0,
  padding: 6,
  listStyle: 'none',
  borderRadius: 16,
  border: `1px solid ${(theme.vars ?? theme).palette.divider}`,
  backgroundColor: (theme.vars ?? theme).palette.background.paper,
  boxShadow: '0 16px 40px rgb(0 0 0 / 0.3)',
}));

const Option = styled('li')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 42,
  paddingInline: 12,
  borderRadius: 10,
  cursor: 'pointer',
  '&.Mui-focused': { backgroundColor: (theme.vars ?? theme).palette.action.selected },
  '& svg': { color: (theme.vars ?? theme).palette.text.secondary, fontSize: '1.25rem' },
}));

const OptionText = styled('span')({
  flex: 1,
  minWidth: 0,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
});
const OptionNote = styled('span')(({ theme }) => ({
  fontSize: '0.8125rem',
  color: (theme.vars ?? theme).palette.text.secondary,
}));

/** Searches while it is typed in, on whichever page it stands; offers titles to open and people to search by. */
export function FilmSearchBox() {
  const search = useFilmSearch();
  const navigate = useNavigate();
  const { text, setText, settled, settle } = useTypedText(search.state.q, search.type);
  const { data } = useQuery(suggestionsQuery(settled));
  const isFitting = text.trim() !== '' && data !== undefined && settled !== '' && settled.startsWith(data.q);
  const options = isFitting ? data.items : [];

  const choose = (choice: Suggestion | string | null) => {
    if (choice === null) return;
    if (typeof choice === 'string') {
      settle(choice.trim());
      search.commit(choice.trim());
    } else if (choice.kind === 'title') {
      void navigate(paths.film.to(choice.filmId));
    } else {
      setText('');
      settle('');
      search.apply({ q: '', cast: [...search.state.cast.filter((name) => name !== choice.text), choice.text] });
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
    <Box {...getRootProps()} component="search" sx={{ position: 'relative' }}>
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
        <List {...getListboxProps()} aria-label="Suggestions">
          {shown.map((option, index) => {
            const { key, ...optionProps } = getOptionProps({ option, index });
            return (
              <Option key={key} {...optionProps}>
                {option.kind === 'title' ? <FilmIcon aria-hidden /> : <PersonIcon aria-hidden />}
                <OptionText dir="auto">{option.text}</OptionText>
                <OptionNote>{noteOf(option)}</OptionNote>
              </Option>
            );
          })}
        </List>
      )}
    </Box>
  );
}

function keyOf(option: Suggestion): string {
  return option.kind === 'title' ? option.filmId : option.text;
}

function noteOf(option: Suggestion): string {
  if (option.kind === 'title') return String(option.year);
  return option.films === 1 ? '1 film' : `${option.films.toLocaleString('en')} films`;
}
