-- Proxy tasks name cutmix and how image size and regularisation grow: what every search before this did.
UPDATE "Search" SET "proxyTask" = jsonb_set('{"progressive": {"kind": "none"}}'::jsonb || "proxyTask", '{augmentation,cutmix}', '0');
