DROP TABLE lease;
DROP TABLE writer_batch;
