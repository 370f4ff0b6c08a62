#!/bin/sh
# Registers the namespace and the search attributes that the processes use; safe to run at every start.
set -eu
attempts=0
until temporal operator cluster health --address temporal:7233 >/dev/null 2>&1; do
  attempts=$((attempts + 1))
  if [ "$attempts" -ge 60 ]; then
    echo "Temporal did not become healthy in two minutes" >&2
    exit 1
  fi
  sleep 2
done
temporal operator namespace describe --address temporal:7233 -n "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --address temporal:7233 -n "$TEMPORAL_NAMESPACE" --retention 30d
for name in HubCompany HubStage HubDocumentType HubAttention; do
  temporal operator search-attribute create --address temporal:7233 -n "$TEMPORAL_NAMESPACE" --name "$name" --type Keyword ||
    temporal operator search-attribute list --address temporal:7233 -n "$TEMPORAL_NAMESPACE" | grep -q "$name"
done
