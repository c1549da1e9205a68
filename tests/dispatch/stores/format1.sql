-- A store as format 1 wrote it: one event to four targets.
CREATE TABLE event( seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, idem_key TEXT, name TEXT NOT NULL, context BLOB NOT NULL, occurred_at INTEGER NOT NULL, received_at INTEGER NOT NULL);
CREATE UNIQUE INDEX event_key ON event(source, idem_key) WHERE idem_key IS NOT NULL;
CREATE TABLE delivery( seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, event_seq INTEGER NOT NULL REFERENCES event(seq), target TEXT NOT NULL, reaction TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN ('ready','leased','waiting','delivered','refused','exhausted','cancelled','unknown')), tries INTEGER NOT NULL DEFAULT 0, due_at INTEGER, lease_owner TEXT, lease_until INTEGER, sending_at INTEGER, body BLOB, last_status INTEGER NOT NULL DEFAULT 0, error_class TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL);
CREATE INDEX delivery_event ON delivery(event_seq);
CREATE INDEX delivery_due ON delivery(due_at) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_target_due ON delivery(target, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX delivery_leased ON delivery(lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX delivery_failed ON delivery(state, seq) WHERE state IN ('refused','exhausted','cancelled','unknown');
CREATE TABLE attempt( delivery_seq INTEGER NOT NULL REFERENCES delivery(seq), number INTEGER NOT NULL, started_at INTEGER NOT NULL, dns_us INTEGER NOT NULL, connect_us INTEGER NOT NULL, tls_us INTEGER NOT NULL, first_byte_us INTEGER NOT NULL, total_us INTEGER NOT NULL, status INTEGER NOT NULL, error_class TEXT NOT NULL, error TEXT NOT NULL, remote_address TEXT NOT NULL, reused INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(delivery_seq, number)) WITHOUT ROWID;
INSERT INTO event VALUES(1,'evt_1','http','key-1','reward.issued',CAST('{"n": 1}' AS BLOB),1772420300000,1772420400000);
INSERT INTO delivery VALUES(1,'dlv_ready',1,'a','all','ready',0,1772420400000,NULL,NULL,NULL,NULL,0,'','',1772420400000,1772420400000);
INSERT INTO delivery VALUES(2,'dlv_done',1,'b','all','delivered',1,NULL,NULL,NULL,NULL,CAST('{"n":1}' AS BLOB),200,'','',1772420400000,1772420401000);
INSERT INTO delivery VALUES(3,'dlv_refused',1,'c','all','refused',1,NULL,NULL,NULL,NULL,CAST('{"n":1}' AS BLOB),400,'http-4xx','the receiver answered 400',1772420400000,1772420402000);
INSERT INTO delivery VALUES(4,'dlv_leased',1,'d','all','leased',0,NULL,'wrk_1',1772420460000,NULL,NULL,0,'','',1772420400000,1772420403000);
INSERT INTO attempt VALUES(2,1,1772420400500,1,2,3,4,5,200,'','','127.0.0.1',0,'[]',CAST('' AS BLOB));
PRAGMA user_version=1;
