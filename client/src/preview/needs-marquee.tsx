import { Notice } from '../components/ui/notice.tsx';
import { Sentence } from '../components/ui/sentence.tsx';
import { useDocumentTitle } from '../components/ui/use-document-title.ts';
import { texts } from './texts.ts';

/** Takes the place of every page that changes something or needs a server. Says how to run Marquee. */
export function Component() {
  useDocumentTitle(texts.documentTitle);
  const url = import.meta.env.VITE_SOURCE;
  const source = url === undefined ? texts.source : <a href={url}>{texts.source}</a>;
  return (
    <Notice title={texts.title} heading="h1">
      <p>
        <Sentence text={texts.text} parts={{ source }} />
      </p>
      <p>
        <code>{texts.command}</code>
      </p>
    </Notice>
  );
}
