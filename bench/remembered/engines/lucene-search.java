import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Reads films from stdin, one per line with a tab between the fields, until an empty line. Then reads one query
 * per line, and answers each query with one line: the numbers of the best films. The number of the first film is 0.
 */
class LuceneSearch {
    private static final String[] FIELDS = {"title", "people", "genres", "synopsis"};
    /** These weights are the best of seven sets tried on the tuning halves. */
    private static final float[] WEIGHTS = {0.15f, 0.5f, 0.15f, 1};
    /** The score of a word is the score of its best field plus this share of the scores of the other fields. */
    private static final float TIE_BREAKER = 0.1f;
    private static final int TOP = 10;

    public static void main(String[] args) throws IOException {
        Analyzer analyzer = new EnglishAnalyzer();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        // This merge policy keeps the films in order, so that their numbers are those of the lines.
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setMergePolicy(new LogDocMergePolicy());
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                String[] texts = line.split("\t", -1);
                Document film = new Document();
                for (int i = 0; i < FIELDS.length; i++) film.add(new TextField(FIELDS[i], texts[i], Field.Store.NO));
                writer.addDocument(film);
            }
            writer.forceMerge(1);
        }
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            StringBuilder answer = new StringBuilder();
            for (ScoreDoc hit : searcher.search(query(analyzer, line), TOP).scoreDocs) answer.append(hit.doc).append(' ');
            System.out.println(answer.toString().trim());
        }
    }

    private static Query query(Analyzer analyzer, String text) throws IOException {
        BooleanQuery.Builder anyWord = new BooleanQuery.Builder();
        try (TokenStream tokens = analyzer.tokenStream("synopsis", text)) {
            CharTermAttribute token = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                List<Query> fields = new ArrayList<>();
                for (int i = 0; i < FIELDS.length; i++) {
                    TermQuery field = new TermQuery(new Term(FIELDS[i], token.toString()));
                    fields.add(new BoostQuery(field, WEIGHTS[i]));
                }
                anyWord.add(new DisjunctionMaxQuery(fields, TIE_BREAKER), BooleanClause.Occur.SHOULD);
            }
            tokens.end();
        }
        return anyWord.build();
    }
}
