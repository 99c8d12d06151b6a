import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { Sentence } from '../../../components/ui/sentence.tsx';
import type { Explanation, FilmSummary } from '../../../lib/api-types.gen.ts';
import { explanationsQuery } from '../api/explain-films.ts';
import { texts } from '../reason-texts.ts';
import type { SearchState } from '../search-state.ts';
import './order-reasons.css';

/** For operators: why the films of the first page are in this order. Nothing is requested before it is opened. */
export function OrderReasons({ state }: { readonly state: SearchState }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div
      className="order-reasons"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.preventDefault();
        setIsOpen(false);
        button.current?.focus();
      }}
    >
      <Button
        ref={button}
        size="small"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        {texts.question}
      </Button>
      {isOpen && (
        <section id={id} aria-label={texts.title} tabIndex={0}>
          <Reasons state={state} />
        </section>
      )}
    </div>
  );
}

function Reasons({ state }: { readonly state: SearchState }) {
  const { data, error, refetch } = useQuery(explanationsQuery(state));
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <p role="status">{texts.loading}</p>;
  return (
    <ol>
      {data.items.map((film, index) => {
        const explanation = data.explanations?.[index];
        return explanation && <Reason key={film.id} film={film} explanation={explanation} />;
      })}
    </ol>
  );
}

function Reason({ film, explanation }: { readonly film: FilmSummary; readonly explanation: Explanation }) {
  const { rule, because, words, preference, fame } = explanation;
  return (
    <li>
      <Sentence
        text={texts.film}
        parts={{
          film: (
            <strong>
              <Sentence text={texts.titleAndYear} parts={{ title: <bdi>{film.title}</bdi>, year: film.year }} />
            </strong>
          ),
          because,
          rule: <code>{rule}</code>,
        }}
      />
      <ul>
        {words.map((match) => (
          <li key={match.word}>
            <Sentence text={texts.word} parts={{ word: <bdi>{match.word}</bdi>, match: texts.match(match) }} />
          </li>
        ))}
        {preference && <li>{texts.preference(preference)}</li>}
        <li>{texts.fame(fame)}</li>
      </ul>
    </li>
  );
}
