#!/usr/bin/ksh
select choice in once forever # <- asks somebody
do
	case $choice in
	once) exit 0 ;;
	esac
done
