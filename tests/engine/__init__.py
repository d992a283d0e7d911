"""The engine room: schedules, the one worker, heartbeats, the bell."""
