from celldesign.app import main

main()
