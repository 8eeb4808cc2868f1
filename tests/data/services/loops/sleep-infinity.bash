#!/bin/bash
/opt/app/bin/appctl start || exit 1
exec sleep infinity # <- does not end
