import { ButtonLink } from './button.tsx';
import { Notice } from './notice.tsx';
import { useDocumentTitle } from './use-document-title.ts';

type MissingPageProps = {
  readonly documentTitle: string;
  readonly title: string;
  /** Why there may be nothing. */
  readonly text: string;
  /** Where the user can go on. */
  readonly link: { readonly to: string; readonly label: string };
};

/** Shown in place of a page that does not exist. */
export function MissingPage({ documentTitle, title, text, link }: MissingPageProps) {
  useDocumentTitle(documentTitle);
  return (
    <Notice
      heading="h1"
      title={title}
      actions={
        <ButtonLink look="filled" to={link.to}>
          {link.label}
        </ButtonLink>
      }
    >
      {text}
    </Notice>
  );
}
