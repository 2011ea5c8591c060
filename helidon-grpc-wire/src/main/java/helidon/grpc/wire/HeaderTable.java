package helidon.grpc.wire;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The fields that a block can name by number: those of RFC 7541, appendix A, and those sent before. */
final class HeaderTable {

    /** The default of SETTINGS_HEADER_TABLE_SIZE, which this side keeps. */
    private static final int MAX_BYTES = 4096;

    private static final List<Field> STATIC = Stream.of("""
                    :authority= :method=GET :method=POST :path=/ :path=/index.html :scheme=http :scheme=https :status=200
                    :status=204 :status=206 :status=304 :status=400 :status=404 :status=500 accept-charset=
                    accept-encoding=gzip,_deflate accept-language= accept-ranges= accept=
                    access-control-allow-origin= age= allow= authorization= cache-control= content-disposition=
                    content-encoding= content-language= content-length= content-location= content-range= content-type=
                    cookie= date= etag= expect= expires= from= host= if-match= if-modified-since= if-none-match=
                    if-range= if-unmodified-since= last-modified= link= location= max-forwards= proxy-authenticate=
                    proxy-authorization= range= referer= refresh= retry-after= server= set-cookie=
                    strict-transport-security= transfer-encoding= user-agent= vary= via= www-authenticate=\
                    """.split("\\s+"))
            .map(field -> field.split("=", -1))
            .map(parts -> new Field(parts[0], parts[1].replace('_', ' ')))
            .toList();

    /** The newest last. */
    private final List<Field> dynamic = new ArrayList<>(0);

    private int limit = MAX_BYTES;
    private int bytes;

    Field get(int index) {
        if (index >= 1 && index <= STATIC.size()) {
            return STATIC.get(index - 1);
        }
        int back = index - STATIC.size();
        if (back < 1 || back > dynamic.size()) {
            throw new Http2Exception(Http2ErrorCode.COMPRESSION, "No header field has the number " + index);
        }
        return dynamic.get(dynamic.size() - back);
    }

    void add(Field field) {
        evict(limit - field.size());
        if (field.size() <= limit) {
            dynamic.add(field);
            bytes += field.size();
        }
    }

    void resize(int limit) {
        if (limit > MAX_BYTES) {
            throw new Http2Exception(Http2ErrorCode.COMPRESSION, "A header table of " + limit + " bytes");
        }
        this.limit = limit;
        evict(limit);
    }

    private void evict(int allowed) {
        int oldest = 0;
        while (oldest < dynamic.size() && bytes > allowed) {
            bytes -= dynamic.get(oldest++).size();
        }
        dynamic.subList(0, oldest).clear();
    }
}
