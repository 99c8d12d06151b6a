import { styled } from '@mui/material/styles';
import { useQueryClient } from '@tanstack/react-query';
import { memo } from 'react';
import { Link } from 'react-router';
import { MarkedText } from '../../../components/ui/marked-text.tsx';
import { Caption } from '../../../components/ui/poster-grid.tsx';
import { rememberOpened } from '../../../components/ui/return-focus.ts';
import { Poster } from '../../../components/ui/poster/poster.tsx';
import { paths } from '../../../config/paths.ts';
import type { FilmSummary, SearchResult } from '../../../lib/api-types.gen.ts';
import { filmQuery } from '../api/get-film.ts';
import { posterImageOf } from '../poster-image.ts';

const Item = styled('li')({ minWidth: 0 });

const CardLink = styled(Link)(({ theme }) => ({
  display: 'block',
  color: 'inherit',
  textDecoration: 'none',
  borderRadius: theme.shape.borderRadius,
  '& > :first-of-type': { transition: 'transform 160ms ease, box-shadow 160ms ease' },
  '&:hover > :first-of-type, &:focus-visible > :first-of-type': {
    transform: 'translateY(-4px)',
    boxShadow: '0 10px 24px rgb(0 0 0 / 0.28)',
  },
  '&:hover [data-title]': { textDecoration: 'underline' },
}));

const Title = styled('div')({
  fontWeight: 650,
  fontSize: '0.9375rem',
  lineHeight: 1.3,
  overflowWrap: 'anywhere',
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 2,
  overflow: 'hidden',
});

const Facts = styled('div')(({ theme }) => ({
  fontSize: '0.8125rem',
  lineHeight: 1.5,
  color: (theme.vars ?? theme).palette.text.secondary,
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
}));

type Highlight = SearchResult['highlights'][number];

type FilmCardProps = {
  readonly film: FilmSummary;
  /** What matched the words that were typed. Default: nothing. */
  readonly highlight?: Highlight | undefined;
  readonly isFirst?: boolean;
};

/** A film among others. The film is asked for when a pointer or the focus comes near, so that its page opens at once. */
export const FilmCard = memo(function FilmCard({ film, highlight, isFirst = false }: FilmCardProps) {
  const queryClient = useQueryClient();
  const prefetch = () => {
    // The page itself tells when this fails.
    queryClient.query(filmQuery(film.id)).catch(() => undefined);
  };
  const [match] = highlight?.cast ?? [];
  const person = match && film.cast[match.index];
  return (
    <Item>
      <CardLink
        to={paths.film.to(film.id)}
        state={{ film }}
        data-card={film.id}
        onClick={() => {
          rememberOpened(film.id);
        }}
        onPointerEnter={prefetch}
        onFocus={prefetch}
      >
        <Poster title={film.title} year={film.year} image={posterImageOf(film)} isFirst={isFirst} />
        <Caption>
          <Title data-title dir="auto">
            <MarkedText text={film.title} ranges={highlight?.title ?? []} />
          </Title>
          <Facts>
            {film.year} <span aria-hidden>·</span>{' '}
            {person === undefined ? (
              film.genres.slice(0, 2).join(', ')
            ) : (
              <MarkedText text={person} ranges={match?.ranges ?? []} />
            )}
          </Facts>
        </Caption>
      </CardLink>
    </Item>
  );
});
