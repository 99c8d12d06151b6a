import { styled } from '@mui/material/styles';
import { memo } from 'react';
import { Link } from 'react-router';
import { rememberOpened } from '../../../components/ui/return-focus.ts';
import { Poster } from '../../../components/ui/poster/poster.tsx';
import { paths } from '../../../config/paths.ts';
import type { Movies } from '../../../lib/api-types.gen.ts';
import { texts as sharedTexts } from '../../../lib/texts.ts';
import { yearOf } from '../movie-facts.ts';
import { posterImageOf } from '../poster-image.ts';
import { texts } from '../page-texts.ts';

type MovieItem = Movies['items'][number];

const Card = styled(Link)(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '104px minmax(0, 1fr)',
  gap: 16,
  color: 'inherit',
  textDecoration: 'none',
  borderRadius: theme.shape.borderRadius,
  '&:hover h2': { textDecoration: 'underline' },
}));

const Title = styled('h2')({
  margin: '2px 0 0',
  fontSize: '1rem',
  fontWeight: 650,
  lineHeight: 1.3,
  overflowWrap: 'anywhere',
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 2,
  overflow: 'hidden',
});

const Facts = styled('p')(({ theme }) => ({
  margin: '4px 0 6px',
  fontSize: '0.875rem',
  color: theme.vars.palette.text.secondary,
}));

const Overview = styled('p')({
  margin: 0,
  fontSize: '0.875rem',
  lineHeight: 1.5,
  overflowWrap: 'anywhere',
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 4,
  overflow: 'hidden',
});

type MovieCardProps = { readonly movie: MovieItem; readonly isFirst: boolean };

/** A movie of the external provider. It links to the movie's page. */
export const MovieCard = memo(function MovieCard({ movie, isFirst }: MovieCardProps) {
  const { id, title, originalTitle, rating, overview } = movie;
  const year = yearOf(movie);
  const card = `movie-${String(id)}`;
  return (
    <li>
      <Card
        to={paths.movie.to(id)}
        data-card={card}
        onClick={() => {
          rememberOpened(card);
        }}
      >
        <Poster title={title} year={year} image={posterImageOf(movie)} sizes="104px" isFirst={isFirst} />
        <div>
          <Title dir="auto">{title}</Title>
          <Facts>
            {sharedTexts.facts([year, rating === undefined ? undefined : texts.stars(rating), originalTitle])}
          </Facts>
          <Overview dir="auto">{overview}</Overview>
        </div>
      </Card>
    </li>
  );
});
