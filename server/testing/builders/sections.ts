import {
  SectionFile,
  SectionWriter,
  type SectionReader,
} from '../../src/adapters/driven/search-index/structures/sections.ts';

/** What has been written, ready to be read. */
export function sectionsOf(write: (sections: SectionWriter) => void): SectionReader {
  const sections = new SectionWriter();
  write(sections);
  return new SectionFile(sections.finish());
}
