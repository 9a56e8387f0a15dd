-- Waits for the batches that have asked which articles must not come, and lets none ask until the transaction ends:
-- what they wrote is seen then, and they see what is forgotten now.
lock table forgotten in access exclusive mode
