DELETE FROM counter WHERE name = 'rollout';
DROP TABLE rollout;
DROP TABLE kiosk_release;
