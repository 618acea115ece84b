-- A registry as the program of schema version 4 left it after two nights of a rehearsal, 2026-11-18 and 19.
PRAGMA user_version=4;
BEGIN TRANSACTION;
CREATE TABLE feeds(feed TEXT PRIMARY KEY, fetched_on TEXT NOT NULL, result TEXT NOT NULL,
  message TEXT NOT NULL, rows INTEGER NOT NULL, rejected INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "feeds" VALUES('agencies','2026-11-19','fresh','按 jsonl、UTF-8 读取。',2,0);
INSERT INTO "feeds" VALUES('d','2026-11-19','fresh','按 jsonl、UTF-8 读取。',8,1);
CREATE TABLE fingerprints(key TEXT NOT NULL, agency TEXT NOT NULL, month TEXT NOT NULL,
  fingerprint TEXT NOT NULL, PRIMARY KEY(key, fingerprint)) WITHOUT ROWID;
INSERT INTO "fingerprints" VALUES('1622da9452b898fe5bb61a4e32926294d04ff261','11990101009900013A','2026-11','n4.1352221f4a2b203c');
INSERT INTO "fingerprints" VALUES('495b53d8ed5773e81550275a0535d65880af4eec','11990101009900013A','2026-11','d12.1e5c9b84d277c3a9.182816f43daa924b');
INSERT INTO "fingerprints" VALUES('495b53d8ed5773e81550275a0535d65880af4eec','11990101009900013A','2026-11','n3.75c0fe634595a1b');
INSERT INTO "fingerprints" VALUES('771c83fc7851dd16c70ea061586125772ac874f3','11990101009900013A','2024-11','d12.19f314c4f67c963.1b6aacbbba9a9804');
INSERT INTO "fingerprints" VALUES('b1a9f6f0b15fd8363c81f483488c941797587b87','11990101009900013A','2026-11','d12.72d40f6b1b3c518.f8bc661ce693ba');
CREATE TABLE first_shown(release TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(release, key))
  WITHOUT ROWID;
INSERT INTO "first_shown" VALUES('20261118-0001','1622da9452b898fe5bb61a4e32926294d04ff261');
INSERT INTO "first_shown" VALUES('20261118-0001','1cb607e64d13358b84f3f5712c66e650ce776e40');
INSERT INTO "first_shown" VALUES('20261118-0001','81812f20839d0b41d23235ce0a141ca4e96c9e80');
INSERT INTO "first_shown" VALUES('20261118-0001','8bb7a06bedc03f6241f6feb2a1b286507bb67e31');
INSERT INTO "first_shown" VALUES('20261118-0001','8db307f406b23a62491b34e7ef978eab6ff2b8a1');
INSERT INTO "first_shown" VALUES('20261118-0001','ba0d877964dafb774ed59a9ea5bbc787c33943ba');
INSERT INTO "first_shown" VALUES('20261118-0001','cea31786c5128dd6cb84d874dac227f969f775ce');
CREATE TABLE held_text(key TEXT PRIMARY KEY, text TEXT NOT NULL, since TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "held_text" VALUES('b1a9f6f0b15fd8363c81f483488c941797587b87','{"acted_on":"2026-10-08","agency":"11990101009900013A","category":"penalty","decision_date":"2026-11-12","disclosure":{"criminal":"none","secrecy":"none","security_risk":false,"series_case":"none"},"document_number":"示市监罚〔2026〕4号","fine":50400,"id":"示市监罚〔2026〕4号","party":{"kind":"organisation","name":"示例第4商贸有限公司","uscc":"91990101MA9TE5T122"},"penalty_kinds":["罚款"],"title":"第4号公司占道经营案","updated_at":"2026-11-17T08:00:00"}','2026-11-18');
CREATE TABLE history(key TEXT NOT NULL, "on" TEXT NOT NULL, event TEXT NOT NULL, note TEXT NOT NULL);
INSERT INTO "history" VALUES('1622da9452b898fe5bb61a4e32926294d04ff261','2026-11-18','published','');
INSERT INTO "history" VALUES('1cb607e64d13358b84f3f5712c66e650ce776e40','2026-11-18','published','');
INSERT INTO "history" VALUES('495b53d8ed5773e81550275a0535d65880af4eec','2026-11-18','withheld','minor');
INSERT INTO "history" VALUES('771c83fc7851dd16c70ea061586125772ac874f3','2026-11-18','expired','term_ended');
INSERT INTO "history" VALUES('81812f20839d0b41d23235ce0a141ca4e96c9e80','2026-11-18','published','');
INSERT INTO "history" VALUES('8bb7a06bedc03f6241f6feb2a1b286507bb67e31','2026-11-18','published','');
INSERT INTO "history" VALUES('8db307f406b23a62491b34e7ef978eab6ff2b8a1','2026-11-18','published','');
INSERT INTO "history" VALUES('b1a9f6f0b15fd8363c81f483488c941797587b87','2026-11-18','held','unreviewed');
INSERT INTO "history" VALUES('ba0d877964dafb774ed59a9ea5bbc787c33943ba','2026-11-18','published','');
INSERT INTO "history" VALUES('cea31786c5128dd6cb84d874dac227f969f775ce','2026-11-18','published','');
INSERT INTO "history" VALUES('1622da9452b898fe5bb61a4e32926294d04ff261','2026-11-18','shown','20261118-0001');
INSERT INTO "history" VALUES('1cb607e64d13358b84f3f5712c66e650ce776e40','2026-11-18','shown','20261118-0001');
INSERT INTO "history" VALUES('81812f20839d0b41d23235ce0a141ca4e96c9e80','2026-11-18','shown','20261118-0001');
INSERT INTO "history" VALUES('8bb7a06bedc03f6241f6feb2a1b286507bb67e31','2026-11-18','shown','20261118-0001');
INSERT INTO "history" VALUES('8db307f406b23a62491b34e7ef978eab6ff2b8a1','2026-11-18','shown','20261118-0001');
INSERT INTO "history" VALUES('ba0d877964dafb774ed59a9ea5bbc787c33943ba','2026-11-18','shown','20261118-0001');
INSERT INTO "history" VALUES('cea31786c5128dd6cb84d874dac227f969f775ce','2026-11-18','shown','20261118-0001');
INSERT INTO "history" VALUES('1cb607e64d13358b84f3f5712c66e650ce776e40','2026-11-19','withdrawn','revoked');
INSERT INTO "history" VALUES('8db307f406b23a62491b34e7ef978eab6ff2b8a1','2026-11-19','withdrawn','agency_removed');
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('overdue','[]');
INSERT INTO "meta" VALUES('plausible','{"agencies":{"11990101009900013A":"示例区市场监督管理局","119901010099000215":"示例区城市管理局"},"pages":8}');
INSERT INTO "meta" VALUES('rollback_to','20261118-0002');
INSERT INTO "meta" VALUES('run','2');
INSERT INTO "meta" VALUES('trend','{"11990101009900013A":{"2026-11-18":[5,0],"2026-11-19":[3,0]}}');
CREATE TABLE records(
  key TEXT PRIMARY KEY, dataset TEXT NOT NULL, agency TEXT NOT NULL, feed TEXT NOT NULL,
  digest TEXT NOT NULL, updated_at TEXT NOT NULL, pulled_on TEXT NOT NULL,
  facts TEXT NOT NULL, view TEXT NOT NULL, count TEXT NOT NULL,
  state TEXT NOT NULL, reasons TEXT NOT NULL, address TEXT NOT NULL,
  published_on TEXT NOT NULL, changed_on TEXT NOT NULL, withdrawn_since TEXT NOT NULL,
  gone_on TEXT NOT NULL, gone_ground TEXT NOT NULL,
  due_on TEXT NOT NULL, term_ends_on TEXT NOT NULL,
  update_rejected INTEGER NOT NULL, audit_find TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "records" VALUES('1622da9452b898fe5bb61a4e32926294d04ff261','decisions','11990101009900013A','d','10ead4be9be437a5523c483b39635f861aad73622df0d39e3c0480f2c9fe430c','2026-11-17T08:00:00','2026-11-19','{"age":"adult","agency":"11990101009900013A","category":"penalty","criminal":"none","dataset":"decisions","decision_date":"2026-11-12","document_number":"示市监罚〔2026〕6号","feed":"d","fine":50600,"has_fine":true,"id":"示市监罚〔2026〕6号","kinds":["罚款"],"main_date":"2026-11-12","minor":"false","party_kind":"natural_person","reviewed":true,"secrecy":"none","security_risk":"no","series_case":"none"}','dcecd5bdbc1f45d01ec03963a4ab0572 {"fields":{"category":"penalty","decision_date":"2026-11-12","document_number":"示市监罚〔2026〕6号","fine":50600,"party":{"kind":"natural_person","name":"欧阳某某"},"penalty_kinds":["罚款"],"title":"第6号公司占道经营案"},"full_name":false,"masks":0,"personal":true,"redacted":[],"redactions":{}}','2587eec70232f3ca0c433e7703a758bc {"agency":"11990101009900013A","amount":0,"category":"penalty","circumstance":"","confiscated":0,"dataset":"decisions","fine":50600,"kinds":["罚款"],"measures":[],"month":"2026-11","outcome":"","party_kind":"natural_person","place":"","procedure":"","region":"","violation":""}','published','[]','decisions/2026-11/11990101009900013A--2026-6--5acb5907e0.html','2026-11-18','2026-11-18','','','','2026-11-23','2027-11-12',0,'');
INSERT INTO "records" VALUES('1cb607e64d13358b84f3f5712c66e650ce776e40','decisions','11990101009900013A','d','66706332c57c60dda085ada5896ab5cc49376e0c1fa51b66d0dd8eb419b129a2','2026-11-18T08:00:00','2026-11-19','{"agency":"11990101009900013A","category":"penalty","criminal":"none","dataset":"decisions","decision_date":"2026-11-12","document_number":"示市监罚〔2026〕5号","feed":"d","fine":50500,"has_fine":true,"id":"示市监罚〔2026〕5号","kinds":["罚款"],"main_date":"2026-11-12","party_kind":"organisation","reviewed":true,"secrecy":"none","security_risk":"no","series_case":"none","status":"revoked","status_on":"2026-11-18"}','','760f5bc9502c5d535246ad8945fcede0 {"agency":"11990101009900013A","amount":0,"category":"penalty","circumstance":"","confiscated":0,"dataset":"decisions","fine":50500,"kinds":["罚款"],"measures":[],"month":"2026-11","outcome":"","party_kind":"organisation","place":"","procedure":"","region":"","violation":""}','withdrawn','["revoked"]','decisions/2026-11/11990101009900013A--2026-5--7aa3d17df4.html','2026-11-18','2026-11-19','2026-11-19','','','2026-11-23','2027-11-12',0,'');
INSERT INTO "records" VALUES('495b53d8ed5773e81550275a0535d65880af4eec','decisions','11990101009900013A','d','4d1b2e424295482896e4afbe96c1c81162bf72073cfd8009440d7fb2cf3d4355','2026-11-17T08:00:00','2026-11-19','','','ce015a73f5b08c64ee451a8cc74efa50 {"agency":"11990101009900013A","amount":0,"category":"penalty","circumstance":"","confiscated":0,"dataset":"decisions","fine":50300,"kinds":["罚款"],"measures":[],"month":"2026-11","outcome":"","party_kind":"natural_person","place":"","procedure":"","region":"","violation":""}','withheld','["minor"]','','','2026-11-18','','','','2026-11-23','2027-11-12',0,'');
INSERT INTO "records" VALUES('771c83fc7851dd16c70ea061586125772ac874f3','decisions','11990101009900013A','d','9f3acb2d5b6312ee503381349643b34fa8bdb2320d540c99ae33d58b0498b757','2026-11-17T08:00:00','2026-11-19','','','770988f2fa0a03d5bea02a226d05cd0a {"agency":"11990101009900013A","amount":0,"category":"penalty","circumstance":"","confiscated":0,"dataset":"decisions","fine":50700,"kinds":["罚款"],"measures":[],"month":"2024-11","outcome":"","party_kind":"organisation","place":"","procedure":"","region":"","violation":""}','expired','["term_ended"]','','','2026-11-18','','','','2024-11-21','2025-11-12',0,'');
INSERT INTO "records" VALUES('81812f20839d0b41d23235ce0a141ca4e96c9e80','agencies','11990101009900013A','agencies','3f1163ec42763a8468e75a716cacb67975969515e953968e203f869448379b51','','2026-11-19','{"agency":"11990101009900013A","dataset":"agencies","feed":"agencies","id":"11990101009900013A"}','bb0589525fc2bf17349079a934721775 {"fields":{"kind":"行政机关","name":"示例区市场监督管理局","phone":"0000-00001234"},"full_name":false,"masks":0,"personal":false,"redacted":[],"redactions":{}}','','published','[]','agencies/11990101009900013A.html','2026-11-18','2026-11-18','','','','','',0,'');
INSERT INTO "records" VALUES('8bb7a06bedc03f6241f6feb2a1b286507bb67e31','decisions','11990101009900013A','d','1ec6ef6ceef12868b3ff487951801f273f0b858c1759928307889220062d044f','2026-11-18T08:00:00','2026-11-19','{"agency":"11990101009900013A","category":"penalty","criminal":"none","dataset":"decisions","decision_date":"2026-11-12","document_number":"示市监罚〔2026〕2号","feed":"d","fine":90000,"has_fine":true,"id":"示市监罚〔2026〕2号","kinds":["罚款"],"main_date":"2026-11-12","party_kind":"organisation","reviewed":true,"secrecy":"none","security_risk":"no","series_case":"none"}','855d7f8ecf345b113a6d739f9eb4e9c2 {"fields":{"category":"penalty","decision_date":"2026-11-12","document_number":"示市监罚〔2026〕2号","fine":90000,"party":{"kind":"organisation","name":"示例第2商贸有限公司","uscc":"91990101MA9TE5T122"},"penalty_kinds":["罚款"],"title":"第2号公司占道经营案"},"full_name":false,"masks":0,"personal":false,"redacted":[],"redactions":{}}','1bee92cf7b71080c7f0d5a383aed7d51 {"agency":"11990101009900013A","amount":0,"category":"penalty","circumstance":"","confiscated":0,"dataset":"decisions","fine":90000,"kinds":["罚款"],"measures":[],"month":"2026-11","outcome":"","party_kind":"organisation","place":"","procedure":"","region":"","violation":""}','published','[]','decisions/2026-11/11990101009900013A--2026-2--8909d94a84.html','2026-11-18','2026-11-19','','','','2026-11-23','2027-11-12',0,'');
INSERT INTO "records" VALUES('8db307f406b23a62491b34e7ef978eab6ff2b8a1','decisions','11990101009900013A','d','f21e1626a6b72eecf9bed1bb4f12cdc3b6584b493b29636b498a43356a411e60','2026-11-17T08:00:00','2026-11-18','{"agency":"11990101009900013A","category":"penalty","criminal":"none","dataset":"decisions","decision_date":"2026-11-12","document_number":"示市监罚〔2026〕8号","feed":"d","fine":50800,"has_fine":true,"id":"示市监罚〔2026〕8号","kinds":["罚款"],"main_date":"2026-11-12","party_kind":"organisation","reviewed":true,"secrecy":"none","security_risk":"no","series_case":"none"}','','2cb0cd9d157e712948f6e6ed8eafb516 {"agency":"11990101009900013A","amount":0,"category":"penalty","circumstance":"","confiscated":0,"dataset":"decisions","fine":50800,"kinds":["罚款"],"measures":[],"month":"2026-11","outcome":"","party_kind":"organisation","place":"","procedure":"","region":"","violation":""}','withdrawn','["agency_removed"]','decisions/2026-11/11990101009900013A--2026-8--5028d2549e.html','2026-11-18','2026-11-19','2026-11-19','2026-11-19','','2026-11-23','2027-11-12',0,'');
INSERT INTO "records" VALUES('b1a9f6f0b15fd8363c81f483488c941797587b87','decisions','11990101009900013A','d','2f1a4bc8b51a06ed31f0fa79fd61f23109fc1131f590f3fad5e23d34278b130f','2026-11-17T08:00:00','2026-11-19','{"agency":"11990101009900013A","category":"penalty","criminal":"none","dataset":"decisions","decision_date":"2026-11-12","document_number":"示市监罚〔2026〕4号","feed":"d","fine":50400,"has_fine":true,"id":"示市监罚〔2026〕4号","kinds":["罚款"],"main_date":"2026-11-12","party_kind":"organisation","secrecy":"none","security_risk":"no","series_case":"none"}','','e13f786150f2c4d1832e4ba7bbe1f76f {"agency":"11990101009900013A","amount":0,"category":"penalty","circumstance":"","confiscated":0,"dataset":"decisions","fine":50400,"kinds":["罚款"],"measures":[],"month":"2026-11","outcome":"","party_kind":"organisation","place":"","procedure":"","region":"","violation":""}','held','["unreviewed"]','','','2026-11-18','','','','2026-11-23','2027-11-12',0,'');
INSERT INTO "records" VALUES('ba0d877964dafb774ed59a9ea5bbc787c33943ba','decisions','11990101009900013A','d','47c21f1f5b81615d67fc219834ce4969df710fb33f1eb7b6091d60682acd3bc0','2026-11-17T08:00:00','2026-11-19','{"agency":"11990101009900013A","category":"penalty","criminal":"none","dataset":"decisions","decision_date":"2026-11-12","document_number":"示市监罚〔2026〕1号","feed":"d","fine":50100,"has_fine":true,"id":"示市监罚〔2026〕1号","kinds":["罚款"],"main_date":"2026-11-12","party_kind":"organisation","reviewed":true,"secrecy":"none","security_risk":"no","series_case":"none"}','51397054e94e5f937dc62c7aa023e92c {"fields":{"category":"penalty","decision_date":"2026-11-12","document_number":"示市监罚〔2026〕1号","fine":50100,"party":{"kind":"organisation","name":"示例第1商贸有限公司","uscc":"91990101MA9TE5T122"},"penalty_kinds":["罚款"],"title":"第1号公司占道经营案"},"full_name":false,"masks":0,"personal":false,"redacted":[],"redactions":{}}','c17b65f640007fd34e06fa9b18239944 {"agency":"11990101009900013A","amount":0,"category":"penalty","circumstance":"","confiscated":0,"dataset":"decisions","fine":50100,"kinds":["罚款"],"measures":[],"month":"2026-11","outcome":"","party_kind":"organisation","place":"","procedure":"","region":"","violation":""}','published','[]','decisions/2026-11/11990101009900013A--2026-1--59eb1fbd95.html','2026-11-18','2026-11-18','','','','2026-11-23','2027-11-12',0,'');
INSERT INTO "records" VALUES('cea31786c5128dd6cb84d874dac227f969f775ce','agencies','119901010099000215','agencies','b94a7d3dc8ce7a653f952ef17ce2ba4f4bd5e773e1bd880159465cc69a6466fb','','2026-11-19','{"agency":"119901010099000215","dataset":"agencies","feed":"agencies","id":"119901010099000215"}','4b8432e6233da4fad44c03d9473a7552 {"fields":{"kind":"行政机关","name":"示例区城市管理局","phone":"0000-00001234"},"full_name":false,"masks":0,"personal":false,"redacted":[],"redactions":{}}','','published','[]','agencies/119901010099000215.html','2026-11-18','2026-11-18','','','','','',0,'');
CREATE TABLE rejections(key TEXT NOT NULL, feed TEXT NOT NULL, dataset TEXT NOT NULL,
  agency TEXT NOT NULL, reason TEXT NOT NULL, "column" TEXT NOT NULL, text TEXT NOT NULL,
  mend TEXT NOT NULL, row INTEGER NOT NULL, fingerprint TEXT NOT NULL);
INSERT INTO "rejections" VALUES('79e639bef79435d373e863e42c51b0bcd1299630','d','decisions','11990101009900013A','bad_value','fine','“罚款金额（元）”的值“-1”是负数，金额不能小于零。','请以元为单位填写，最多两位小数，例如 5000 或者 5000.50。',8,'21ee6f5a0c7b6da5bd44310399ab7ceb');
CREATE TABLE releases(id TEXT PRIMARY KEY, as_of TEXT NOT NULL, sequence INTEGER NOT NULL,
  state TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "releases" VALUES('20261118-0001','2026-11-18',1,'published');
INSERT INTO "releases" VALUES('20261119-0001','2026-11-19',1,'published');
CREATE TABLE removals(key TEXT NOT NULL, target TEXT NOT NULL, dataset TEXT NOT NULL,
  agency TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY(key, target)) WITHOUT ROWID;
CREATE TABLE told(key TEXT NOT NULL, "on" TEXT NOT NULL, feed TEXT NOT NULL, agency TEXT NOT NULL,
  digest TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY(key, "on")) WITHOUT ROWID;
CREATE TABLE validators(feed TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
  basis TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX records_feed ON records(feed);
CREATE INDEX history_key ON history(key);
CREATE INDEX rejections_feed ON rejections(feed);
CREATE INDEX rejections_key ON rejections(key);
COMMIT;
