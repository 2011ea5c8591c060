package users.events;

import org.junit.jupiter.api.Test;
import users.server.Await;
import users.server.contract.People;
import users.api.*;
import java.util.*;

class LifeIT {
    @Test
    void spike() throws Exception {
        try (var stack = Stack.start("life")) {
            var users = stack.users();
            var before = users.create(People.somebody(), WriteOptions.NONE);
            stack.register();
            var user = users.create(People.somebody(), WriteOptions.NONE);
            users.delete(People.deletion(user.id()), WriteOptions.NONE);
            users.undelete(user.id(), WriteOptions.NONE);
            Await.until(() -> stack.topic().records().size() >= 5); Thread.sleep(8000);
            for (var r : stack.topic().records()) System.out.println(r.partition() + " " + r.key() + " " + r.value());
            System.out.println(stack.worker().status());
            System.out.println(stack.worker().send("GET", "/connectors/users-connector/offsets", ""));
            System.out.println(stack.postgres().column("select row_to_json(s)::text from pg_replication_slots s"));
        }
    }
}
