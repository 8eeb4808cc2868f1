#!/bin/bash
# not run: the system's service manager
systemctl start appd.service # <- starts a daemon and returns
