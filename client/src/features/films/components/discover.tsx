import ShuffleIcon from '@mui/icons-material/Shuffle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { CardSkeletons } from '../../../components/ui/card-skeleton.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { PosterStrip } from '../../../components/ui/poster-strip.tsx';
import { paths } from '../../../config/paths.ts';
import { catalogueQuery, classicsQuery } from '../api/catalogue.ts';
import { EMPTY_SEARCH, formatSearch } from '../search-state.ts';
import { DecadeLinks } from './decade-links.tsx';
import { FilmCard } from './film-card.tsx';
import { GenreLinks } from './genre-links.tsx';

const CLASSICS = 12;
const FIRST_SCREEN = 8;

/** Where nothing has been asked yet: what there is, in three ways to begin. */
export function Discover() {
  const { data: catalogue, error, refetch } = useQuery(catalogueQuery());
  const { decade: decades = [], genre: genres = [] } = catalogue?.facets ?? {};
  if (error && !catalogue) return <ErrorNotice heading="h1" error={error} onRetry={() => void refetch()} />;
  return (
    <Box sx={{ display: 'grid', gap: { xs: 4, md: 5 }, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Sign>
        <Typography variant="h1">Find a film by whatever you remember of it</Typography>
        <p>Half a title, a face, a genre, a year. Typos are forgiven.</p>
      </Sign>
      <Classics decades={decades} />
      <Section
        title="By decade"
        action={
          <Button component={Link} to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, sort: '-year' }))}>
            {catalogue ? `All ${catalogue.total.toLocaleString('en')} films` : 'All films'}
          </Button>
        }
      >
        <DecadeLinks decades={decades} />
      </Section>
      <Section title="By genre">
        <GenreLinks genres={genres} />
      </Section>
    </Box>
  );
}

/** The front of a cinema: letters on a dark board with light bulbs around it, by day and by night. */
const Sign = styled('section')(({ theme }) => ({
  textAlign: 'center',
  padding: 'clamp(24px, 4vw, 48px) 20px',
  borderRadius: 18,
  border: '7px dotted #ffc45c',
  color: '#fff3dc',
  background: 'radial-gradient(120% 160% at 50% -40%, #6d1f3a 0%, #3a1530 45%, #1b1022 100%)',
  '& h1': { textWrap: 'balance', maxWidth: '24ch', marginInline: 'auto' },
  '& p': { margin: '12px 0 0', fontSize: '1.0625rem', color: '#e8cfc4' },
  [theme.breakpoints.down('sm')]: { borderWidth: 5, borderRadius: 14 },
}));

function Classics({ decades }: Parameters<typeof DecadeLinks>[0]) {
  const queryClient = useQueryClient();
  const query = classicsQuery(decades);
  const { data: films = [], isFetching } = useQuery(query);
  return (
    <Section
      title="Out of the archive"
      action={
        <Button
          startIcon={<ShuffleIcon />}
          disabled={isFetching}
          onClick={() => {
            void queryClient.refetchQueries({ queryKey: query.queryKey });
          }}
        >
          Others
        </Button>
      }
    >
      <PosterStrip aria-label="Films out of the archive">
        {films.map((film, index) => (
          <FilmCard key={film.id} film={film} isFirst={index < FIRST_SCREEN} />
        ))}
        {films.length === 0 && <CardSkeletons count={CLASSICS} />}
      </PosterStrip>
    </Section>
  );
}

type SectionProps = { readonly title: string; readonly action?: ReactNode; readonly children: ReactNode };

function Section({ title, action, children }: SectionProps) {
  return (
    <Box component="section">
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', minHeight: 36, mb: 1.5 }}>
        <Typography variant="h2">{title}</Typography>
        {action}
      </Box>
      {children}
    </Box>
  );
}
