import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Icon } from '../../../components/ui/icon.tsx';
import { paths } from '../../../config/paths.ts';
import { showMessage } from '../../../lib/message.ts';
import type { FacetCount } from '../api/catalogue.ts';
import { fetchSurprise } from '../api/well-known.ts';
import { texts } from '../home-texts.ts';
import { viewedFilms } from '../kept-films.ts';

/** Opens a film whose page the user has not viewed recently. */
export function SurpriseButton({ decades }: { readonly decades: readonly FacetCount[] }) {
  const navigate = useNavigate();
  const [isLooking, setIsLooking] = useState(false);
  const open = async () => {
    if (isLooking) return;
    setIsLooking(true);
    const film = await fetchSurprise(decades, viewedFilms.all()).catch(() => undefined);
    setIsLooking(false);
    if (film) await navigate(paths.film.to(film.id), { state: { film } });
    else showMessage(texts.noSurprise);
  };
  return (
    <Button look="filled" icon={<Icon name="shuffle" />} aria-disabled={isLooking} onClick={() => void open()}>
      {texts.surprise}
    </Button>
  );
}
